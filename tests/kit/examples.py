"""How many examples a property test tries, besides those that it names.

`make test` tries a few, the same in each run: what a test is meant for, it pins with `@example`.
`make soak` sets `HYPOTHESIS_PROFILE=search`, which tries fifty times as many, others in each run.
"""

from __future__ import annotations

import os
from typing import Any

from hypothesis import settings

_FEW = 20
_WIDER = 50


def load_profile() -> None:
    """Load the profile that the environment names; called before tests are imported."""
    settings.register_profile("steady", derandomize=True, deadline=None, max_examples=_FEW)
    settings.register_profile("search", deadline=None, max_examples=_FEW * _WIDER)
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def examples(count: int, **others: Any) -> settings:  # noqa: ANN401 - as settings takes them
    """Settings of a test whose examples cost more or less than most: so many in `make test`."""
    return settings(max_examples=count * settings.default.max_examples // _FEW, **others)
