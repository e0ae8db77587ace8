"""Which faults are waited for, and how long."""

from __future__ import annotations

from contextlib import suppress

import pytest

from broadsheet.delivery.retrying import ATTEMPTS, LONGEST_WAIT, DeliveryError, Hope, attempts


def tried(error: Exception) -> int:
    """How often something that fails is tried."""
    count = 0
    with suppress(type(error)):
        for attempt in attempts():
            count += 1
            with attempt:
                raise error
        pytest.fail("the last error is raised")
    return count


@pytest.mark.parametrize(
    ("error", "count"),
    [
        (DeliveryError("busy", Hope.SOON), ATTEMPTS),
        (DeliveryError("busy", Hope.SOON, wait=LONGEST_WAIT), ATTEMPTS),
        (DeliveryError("busy", Hope.SOON, wait=LONGEST_WAIT + 1), 1),
        (DeliveryError("no login", Hope.LATER), 1),
        (DeliveryError("spam", Hope.NEVER), 1),
        (ValueError("a mistake of ours"), 1),
    ],
)
def test_only_what_can_pass_is_tried_again(error: Exception, count: int) -> None:
    """Attempts are bounded; a service that asks to wait for long is left to a later run."""
    assert tried(error) == count


@pytest.mark.parametrize(
    ("hope", "state"), [(Hope.SOON, "failed"), (Hope.LATER, "failed"), (Hope.NEVER, "refused")]
)
def test_only_a_refusal_is_final(hope: Hope, state: str) -> None:
    """What may pass, soon or later, has failed."""
    assert DeliveryError("no", hope).state == state
