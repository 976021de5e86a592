"""The relation step: every pattern file's own examples, and tables of short sentences for each construction."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.annotations import DraftRelation, annotations_of
from extract.errors import PackError
from extract.pack import Pack
from extract.steps.relations.frames import load_frames
from tests.marked import MARK, PACK, annotate, tools

EXAMPLES = [
    pytest.param(relation, example, id=f"{relation}-{number}")
    for relation in PACK.ontology.relations
    for number, example in enumerate(PACK.patterns(f"relations/{relation}")["examples"])
]


def relations(marked: str) -> list[DraftRelation]:
    return annotations_of(tools()[0](annotate(marked))).relations


def triples(marked: str) -> set[tuple[str, str, str]]:
    doc = tools()[0](annotate(marked))
    names = {entity.id: entity.name for entity in annotations_of(doc).entities.values()}
    return {(names[r.source], r.relation, names[r.target]) for r in annotations_of(doc).relations}


@pytest.mark.parametrize(("relation", "example"), EXAMPLES)
def test_pattern_file_keeps_its_own_examples(relation: str, example: dict[str, str]) -> None:
    found = triples(example["text"])
    ends = {(example["source"], relation, example["target"])}
    if PACK.ontology.relations[relation].symmetric:
        ends.add((example["target"], relation, example["source"]))
    assert bool(found & ends) is example.get("holds", True)


@pytest.mark.parametrize("relation", sorted(PACK.ontology.relations))
def test_every_pattern_file_shows_what_matches_and_what_does_not(relation: str) -> None:
    shown = {example.get("holds", True) for example in PACK.patterns(f"relations/{relation}")["examples"]}
    assert shown == {True, False}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[东湖区:District]推出[平安码:Platform]。", ("东湖区", "operates", "平安码")),
        ("[东湖区:District]推出“[平安码:Platform]”“[安居码:Platform]”场景。", ("东湖区", "operates", "安居码")),
        ("[东湖区:District]聚焦民生,迭代升级[平安码:Platform]。", ("东湖区", "operates", "平安码")),
        ("[东湖区:District]召开会议。会后上线[平安码:Platform]。", ("东湖区", "operates", "平安码")),
        ("[东湖区:District]不断升级[平安码:Platform]。", ("东湖区", "operates", "平安码")),
        ("围绕安全,[东湖区:District]建设[平安码:Platform]。", ("东湖区", "operates", "平安码")),
        ("[东湖区:District]“[平安码:Platform]”场景受到欢迎。", ("东湖区", "operates", "平安码")),
        ("[江城公司:Company]开发的[平安码:Platform]很好用。", ("江城公司", "operates", "平安码")),
        ("在[青山社区:District],利用[平安码:Platform]办事很方便。", ("青山社区", "participatesIn", "平安码")),
        ("[东湖区:District]承担[数字改革试点:Program]。", ("东湖区", "participatesIn", "数字改革试点")),
        ("[平安码:Platform]入选[典型案例集:Award]。", ("平安码", "received", "典型案例集")),
        ("[东湖区:District]打造[平安码:Platform],入选[典型案例集:Award]。", ("平安码", "received", "典型案例集")),
        ("在[营商评价:Award]中,[东湖区:District]名列前茅。", ("东湖区", "received", "营商评价")),
        ("[平安码:Platform]在[全省:District:江东省]推广。", ("平安码", "adoptedIn", "江东省")),
        ("[青山公寓:Place]位于[东湖区:District]。", ("青山公寓", "locatedIn", "东湖区")),
        ("位于[东湖区:District]的[青山公寓:Place]很新。", ("青山公寓", "locatedIn", "东湖区")),
        ("在[东湖区:District],[江城公司:Company]等企业接连投产。", ("江城公司", "locatedIn", "东湖区")),
        ("[东湖区:District][发改局:Agency]说。", ("发改局", "jurisdiction", "东湖区")),
        ("[东湖区:District]开会,[区委:Agency]讲话。", ("区委", "jurisdiction", "东湖区")),
        ("[钱江市:District][东湖区:District]很美。", ("东湖区", "partOf", "钱江市")),
        ("[钱江市:District]有个[东湖区:District]。", ("东湖区", "partOf", "钱江市")),
        ("[东湖区:District]印发《[数据条例:Policy]》。", ("东湖区", "issued", "数据条例")),
        ("[党代会:Event]提出的目标写进了[党代会报告:Policy]。", ("党代会", "issued", "党代会报告")),
        ("[东湖区:District]举办[产业大会:Event]。", ("东湖区", "held", "产业大会")),
        ("[东湖区:District]成立[数改专班:Agency]。", ("东湖区", "established", "数改专班")),
        ("[东湖区:District]对标[深海市:District]。", ("东湖区", "benchmarksAgainst", "深海市")),
        ("[东湖区:District]联合[江城大学:Institution]培养人才。", ("东湖区", "cooperatesWith", "江城大学")),
        ("[江城大学:Institution]教授[张三:Person]说。", ("张三", "worksFor", "江城大学")),
        ("这里是[青山村:District]。村民[李四:Person]说。", ("李四", "worksFor", "青山村")),
    ],
)
def test_reads(text: str, found: tuple[str, str, str]) -> None:
    assert found in triples(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("由[江城公司:Company]开发的[平安码:Platform]在[东湖区:District]上线。", ("东湖区", "operates", "平安码")),
        ("[东湖区:District]尚未推出[平安码:Platform]。", ("东湖区", "operates", "平安码")),
        ("[东湖区:District]没有在[全省:District:江东省]推广[平安码:Platform]。", ("平安码", "adoptedIn", "江东省")),
        ("[江东省:District]首个[平安码:Platform]在[东湖区:District]上线。", ("江东省", "operates", "平安码")),
        ("[张三:Person]强调,要推进[数字改革:Program]。[东湖区:District]很美。", ("东湖区", "operates", "数字改革")),
        ("[钱江电视台:Institution]消息:持续深化[数字改革:Program]。", ("钱江电视台", "operates", "数字改革")),
        ("[平安码:Platform]上线。11家企业入选[百强榜:Award]。", ("平安码", "received", "百强榜")),
        ("[东湖区:District]、[西江区:District]很美。", ("西江区", "partOf", "东湖区")),
        ("[东湖区:District]与[西江区:District]相邻。", ("东湖区", "cooperatesWith", "西江区")),
        ("[国务院:Agency]在[东湖区:District]调研。", ("国务院", "jurisdiction", "东湖区")),
        ("[钱江市:District]书记、[东湖区:District]的[李四:Person]说。", ("李四", "worksFor", "东湖区")),
        ("[东湖区:District]很美,紧邻[青山公园:Place]。", ("青山公园", "locatedIn", "东湖区")),
    ],
)
def test_does_not_read(text: str, wrong: tuple[str, str, str]) -> None:
    assert wrong not in triples(text)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("[东湖区:District]推出[平安码:Platform]。", "stated"),
        ("[东湖区:District]将推出[平安码:Platform]。", "planned"),
        ("[东湖区:District]计划建设[平安码:Platform]。", "planned"),
        ("[东湖区:District]力争建成[平安码:Platform]。", "target"),
        ("到2030年,[东湖区:District]建成[平安码:Platform]。", "target"),
        ("[东湖区:District]已建成[平安码:Platform]。", "stated"),
    ],
)
def test_modality(text: str, modality: str) -> None:
    assert {r.modality for r in relations(text) if r.relation == "operates"} == {modality}


def test_list_members_share_the_relation() -> None:
    found = triples("[东湖区:District]推出[找园:Platform]、[找钱:Platform]和[找人:Platform]等场景。")
    assert {target for _, relation, target in found if relation == "operates"} == {"找园", "找钱", "找人"}


def test_each_sentence_is_its_own_evidence() -> None:
    text = "[东湖区:District]推出[平安码:Platform]。今年,[东湖区:District]升级[平安码:Platform]。"
    found = [r for r in relations(text) if r.relation == "operates"]
    clean = MARK.sub(r"\1", text)
    assert [clean[r.start : r.end] for r in found] == ["东湖区推出平安码。", "今年,东湖区升级平安码。"]


def test_a_farther_subject_is_less_certain() -> None:
    near = relations("[东湖区:District]推出[平安码:Platform]。")[0].confidence
    sentence = relations("[东湖区:District]聚焦民生,推出[平安码:Platform]。")[0].confidence
    paragraph = relations("[东湖区:District]聚焦民生。推出[平安码:Platform]。")[0].confidence
    assert near > sentence > paragraph > 0


def test_symmetric_relation_is_read_once() -> None:
    text = "[东湖区:District]与[西江区:District]合作。[西江区:District]与[东湖区:District]签约。"
    found = {(r.source, r.target) for r in relations(text) if r.relation == "cooperatesWith"}
    assert found == {("e1", "e2")}


def test_the_nearest_division_contains_a_local_one() -> None:
    found = triples("[钱江市:District][东湖区:District]。在[钱江市:District],[青山街道:District]很美。")
    assert ("青山街道", "partOf", "东湖区") in found
    assert ("青山街道", "partOf", "钱江市") not in found


def test_a_document_without_mentions_has_no_relations() -> None:
    assert relations("今天天气很好。") == []


_PIECES = st.sampled_from(
    [
        "[东湖区:District]",
        "[钱江市:District]",
        "[区委:Agency]",
        "[平安码:Platform]",
        "[数字改革:Program]",
        "[典型案例集:Award]",
        "[张三:Person]",
        "[产业大会:Event]",
        "[青山公寓:Place]",
        *(
            "推出",
            "位于",
            "获",
            "在",
            "的",
            "与",
            "合作",
            "、",
            "召开",
            "不",
            "将",
            ",",
            "。",
            "书记",
            "“",
            "”",
            "试点",
        ),
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES, min_size=1, max_size=14))
def test_any_text_gives_allowed_grounded_relations(pieces: list[str]) -> None:
    doc = annotate("".join(pieces).strip() or "无")
    ann = annotations_of(tools()[0](doc))
    sentences = {(sentence.start, sentence.end) for sentence in ann.sentences}
    keys = [(r.source, r.relation, r.target, r.start) for r in ann.relations]
    assert len(keys) == len(set(keys))
    for r in ann.relations:
        assert (r.start, r.end) in sentences
        assert PACK.ontology.allows(ann.entities[r.source].type, r.relation, ann.entities[r.target].type)
        assert 0 < r.confidence <= 1
        assert round(r.confidence, 2) == r.confidence


def test_reading_twice_gives_the_same() -> None:
    text = "[东湖区:District]、[西江区:District]推出[平安码:Platform],入选[典型案例集:Award]。"
    assert relations(text) == relations(text)


@pytest.mark.parametrize(
    ("line", "said"),
    [('kind = "objekt"', "objekt"), ('kind = "object"\nreach = 3', "reach")],
)
def test_a_wrong_frame_names_its_file(tmp_path: Path, line: str, said: str) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(PACK.folder, folder)
    (folder / "patterns" / "relations" / "held.toml").write_text(f"[[frames]]\n{line}\n", "utf-8")
    with pytest.raises(PackError, match=rf"held\.toml.*{said}"):
        load_frames(Pack(str(folder)))
