"""Measured values: each once, as the exchange file has them."""

from __future__ import annotations

import pytest

from graph import build_graph
from graph.observations import plain_number
from tests.builders import RULE, facts, observation, thing

QT = thing("District", "钱塘区", code="330114")
QT_ID = "https://w3id.org/govgraph/id/District-qian-tang-qu-330114"


def test_an_observation() -> None:
    seen = observation(
        "钱塘区", "产业投资", 6.5e9, "元", value_text="65亿元", period="今年1至5月", change="同比增长25%"
    )
    (found,) = build_graph([facts("a", QT, seen)]).observations
    assert found == {
        "id": found["id"],
        "subject": QT_ID,
        "metric": "产业投资",
        "value": 6_500_000_000,
        "unit": "元",
        "value_text": "65亿元",
        "period": "今年1至5月",
        "change": "同比增长25%",
        "rank": None,
        "evidence": [{"document": "a", "start": 4, "end": 15, "text": "钱塘区产业投资65亿元", "rule": RULE}],
    }
    assert isinstance(found["value"], int)


@pytest.mark.parametrize(
    ("dates", "period", "wanted"),
    [
        (("2024-01-02", "2024-08"), "今年", 1),
        (("2023", "2024"), "今年", 2),
        (("2023", "2024"), "2022年", 1),
        (("", ""), "", 1),
    ],
)
def test_an_observation_is_told_once_a_year(dates: tuple[str, str], period: str, wanted: int) -> None:
    seen = observation("钱塘区", "产业投资", period=period, rank="全市第一")
    found = build_graph([facts(str(i), QT, seen, date=date) for i, date in enumerate(dates)]).observations
    assert [len(each["evidence"]) for each in found] == [2 // wanted] * wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (None, None),
        (6.5e9, 6_500_000_000),
        (54.1, 54.1),
        (0.1 + 0.2, 0.3),
        (-3.0, -3),
        (0.0, 0),
        (1e300, 1e300),
        (float("nan"), None),
        (float("inf"), None),
    ],
)
def test_plain_number(value: float | None, wanted: float | None) -> None:
    made = plain_number(value)
    assert made == wanted
    assert type(made) is type(wanted)
