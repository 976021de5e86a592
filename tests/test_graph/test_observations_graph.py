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


def test_what_the_texts_mean_goes_along_where_it_says_something() -> None:
    meant = {"approximation": "over", "period_start": "2024-01", "period_end": "2024-05", "change_amount": -25.5}
    meant |= {"change_unit": "%", "rank_place": 1, "rank_scope": "全省"}
    seen = observation("钱塘区", "产业投资", 6.5e9, "元", change="同比下降25.5%", **meant)
    (found,) = build_graph([facts("a", QT, seen)]).observations
    assert {name: found[name] for name in meant} == meant
    plain = observation("钱塘区", "产业投资", 6.5e9, "元", change="同比下降25.5%", change_amount=float("nan"))
    (bare,) = build_graph([facts("a", QT, plain)]).observations
    assert bare == {name: value for name, value in found.items() if name not in meant}


def test_what_the_texts_mean_makes_no_second_observation() -> None:
    known = observation("钱塘区", "产业投资", 1.0, "元", period="今年", period_start="2024-01", period_end="2024-08")
    other = observation("钱塘区", "产业投资", 1.0, "元", period="今年", period_start="2024-01", period_end="2024-12")
    documents = [facts("a", QT, known, date="2024-08"), facts("b", QT, other, date="2024-12")]
    (found,) = build_graph(documents[::-1]).observations
    assert (found["period_end"], len(found["evidence"])) == ("2024-08", 2)


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
