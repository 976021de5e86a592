"""Which district a document is about, and what 全市 or 该区 then means in it."""

from __future__ import annotations

from functools import lru_cache

import pytest

from extract.annotations import annotations_of
from extract.facts import Document
from extract.pipeline import Extractor


@lru_cache
def extractor() -> Extractor:
    return Extractor()


def main_name(text: str) -> str:
    ann = annotations_of(extractor().read(Document("test", text)))
    return ann.entities[ann.main_district].name if ann.main_district else ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("佛山市南海区推出平台。南海区数据局介绍了情况。", "南海区"),  # the outer district only says in what it lies
        ("成都市成华区政协召开会议。成华区启动建设。全市都在看。", "成华区"),  # districts inside names count
        ("晋江市推进改革。泉州各县都来学习。晋江的做法好。", "晋江市"),
        ("今天天气好。", ""),
    ],
)
def test_document_is_about_the_district_named_most(text: str, name: str) -> None:
    assert main_name(text) == name


def test_whole_city_means_the_county_level_city_of_the_document() -> None:
    text = "晋江市推进改革。晋江的做法好。全市兑现资金14亿元。"
    facts = extractor().extract(Document("test", text))
    [city] = [entity for entity in facts.entities if entity.name == "晋江市"]
    assert "全市" in city.generic
