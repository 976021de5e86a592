"""Names: which spellings are one, which level a division's name shows, which names mean nothing without an area."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.errors import PackError
from extract.pack import Pack, load_pack
from graph.names import NameRules, name_key, simplified

RULES = NameRules(load_pack())


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("“先锋小哥”", "先锋小哥", True),
        ("《杭州钱塘新区条例》", "杭州钱塘新区条例", True),
        ("錢塘區", "钱塘区", True),
        ("钱塘（新）区", "钱塘(新)区", True),
        ("钱塘(新)区", "钱塘新区", True),
        ("ＡＰＰ", "app", True),
        ("钱塘巢·共富农房租", "钱塘巢 共富农房租", True),
        ("「智慧糧倉」應用", "“智慧粮仓”应用", True),
        ("钱塘区", "钱塘", False),
        ("例会+赛马", "例会赛马", False),
        ("“”", "《》", False),
    ],
)
def test_spellings_of_one_name(left: str, right: str, *, same: bool) -> None:
    assert (name_key(left) == name_key(right)) is same


def test_a_name_of_marks_alone_has_a_key() -> None:
    assert name_key("“”") == "“”"


@pytest.mark.parametrize(("text", "wanted"), [("錢塘區", "钱塘区"), ("钱塘区", "钱塘区"), ("app", "app"), ("", "")])
def test_simplified(text: str, wanted: str) -> None:
    assert simplified(text) == wanted


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("浙江省", 1),
        ("内蒙古自治区", 1),
        ("杭州市", 2),
        ("钱塘区", 3),
        ("鄞州區", 3),
        ("景宁畲族自治县", 3),
        ("白杨街道", 4),
        ("河庄镇", 4),
        ("邻里社区", 5),
        ("同一村", 5),
        ("钱塘", 0),
        ("中国", 0),
        ("新区", 0),
    ],
)
def test_levels(name: str, level: int) -> None:
    assert RULES.level(name) == level


@pytest.mark.parametrize(
    ("kind", "name", "local"),
    [
        ("Agency", "区委宣传部", True),
        ("Agency", "數據資源管理局", True),
        ("Agency", "发展和改革局", True),
        ("Agency", "区发展和改革局(筹)", True),
        ("Agency", "市发改委", True),
        ("Agency", "市场监督管理局", True),
        ("Agency", "政务服务中心", True),
        ("Agency", "街道办事处", True),
        ("Agency", "钱塘区委宣传部", False),
        ("Agency", "浙江省发改委", False),
        ("Agency", "镇海区人民政府", False),
        ("Agency", "市北区发改局", False),
        ("Agency", "科技部", False),
        ("Agency", "国务院", False),
        ("Policy", "政府工作报告", True),
        ("Policy", "区政府工作报告", True),
        ("Policy", "杭州钱塘新区条例", False),
        ("Event", "区两会", True),
        ("Event", "区委一届六次全体(扩大)会议", True),
        ("Event", "杭州市第十三次党代会", False),
        ("Institution", "区人民医院", True),
        ("Institution", "中国计量大学", False),
        ("Platform", "城市大脑", True),
        ("Platform", "区块链电子票据平台", False),
        ("Platform", "社区e通", False),
        ("Platform", "浙里办", False),
        ("Company", "市场管理有限公司", False),
        ("District", "钱塘区", False),
    ],
)
def test_local_names(kind: str, name: str, *, local: bool) -> None:
    assert RULES.is_local(kind, name) is local


def test_a_pack_without_rules_says_so(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text("", "utf-8")
    (tmp_path / "patterns").mkdir()
    (tmp_path / "patterns" / "resolve.toml").write_text("[levels]\n1 = ['省']\n", "utf-8")
    with pytest.raises(PackError, match=r"resolve\.toml: .*incomplete.*'join'"):
        NameRules(Pack(str(tmp_path)))
