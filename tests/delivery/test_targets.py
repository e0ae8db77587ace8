"""The places to deliver to, as settings list them."""

from __future__ import annotations

import pytest

from broadsheet.config.validation import SettingsError
from broadsheet.delivery.channels import channel, channel_names
from broadsheet.delivery.targets import read_targets
from broadsheet.documents.located_yaml import read_with_locations
from broadsheet.errors import BroadsheetError

TEXT = """\
deliver:
  - folder: out
  - mail: desk@example.org
    cc: [chief@example.org]
    each: {a.example: editor@a.example}
  - webhook: desk
"""


def read(text: str) -> list[object]:
    """The targets in a text of YAML."""
    values, locations, _ = read_with_locations(text)
    assert isinstance(values, dict)
    found = read_targets(values["deliver"], source="broadsheet.yaml", locations=locations)
    return [each.target for each in found]


def test_each_entry_is_of_a_channel() -> None:
    """Texts may be given where a channel takes lists."""
    folder, mail, webhook = read(TEXT)
    assert folder == channel("folder").target("out")
    assert mail == channel("mail").target(
        ("desk@example.org",), ("chief@example.org",), {"a.example": ("editor@a.example",)}
    )
    assert webhook == channel("webhook").target("desk")


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ("fax: 1", "deliver[1] must name one channel, got 'fax'; valid: folder, mail, webhook"),
        (
            "{mail: a@b.cd, folder: out}",
            "deliver[1] must name one channel, got 'folder, mail'; give each channel an entry",
        ),
        ("{mail: a@b.cd, bcc: x}", "deliver[1] has an unknown setting, got 'bcc'; did you mean cc"),
        ("webhook: 3", "deliver[1].webhook must be text, got 3"),
        ("mail: desk", "deliver[1] takes mail addresses such as desk@example.org, got 'desk'"),
    ],
)
def test_a_fault_has_its_place(entry: str, fault: str) -> None:
    """File, line, key, value and the valid ones."""
    with pytest.raises(SettingsError) as caught:
        read(f"deliver:\n  - {entry}\n")
    assert str(caught.value).startswith(f"broadsheet.yaml:2: {fault}")


def test_all_faults_come_at_once() -> None:
    """One entry's fault doesn't hide that of another."""
    with pytest.raises(SettingsError) as caught:
        read("deliver:\n  - fax: 1\n  - folder: out\n  - webhook: 3\n")
    assert len(caught.value.faults) == 2


def test_channels_are_found() -> None:
    """A channel is there because its module is; another name is an error that lists them."""
    assert channel_names() == ("folder", "mail", "webhook")
    with pytest.raises(BroadsheetError, match="no such channel, got 'fax'; valid: folder, mail"):
        channel("fax")
