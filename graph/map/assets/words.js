// The words of the page, in Chinese and in English.

const WORDS = {
  zh: {
    map: "关系图谱",
    counts: "{nodes} 个实体 · {edges} 条关系 · {documents} 篇文档",
    shown: "显示 {nodes} 个实体、{edges} 条关系",
    search: "搜索名称、别名或拼音首字母",
    none: "没有找到",
    language: "English",
    languageHint: "Switch to English",
    types: "实体类型：点击显示或隐藏",
    relations: "关系",
    all: "全部显示",
    nothing: "全部隐藏",
    stated: "已述事实",
    planned: "计划",
    target: "目标",
    plannedOrTarget: "计划或目标",
    inferred: "推断，无文档直接陈述",
    inferredShort: "推断",
    zoomIn: "放大",
    zoomOut: "缩小",
    fit: "显示全图",
    canvas: "关系图。方向键平移，加减号缩放，0 显示全图；用搜索框选择实体",
    close: "关闭",
    overview: "概览",
    hint: "点击实体看它的全部关系与原文，点击连线看依据的句子。按 / 搜索，Esc 返回全图。",
    hubs: "关系最多的实体",
    documents: "文档",
    about: "关于",
    license: "绘图使用 vis-network 9.1.2（© 2011-2017 Almende B.V.，© 2017-2019 visjs contributors），按 MIT 许可证使用，许可证全文见 https://opensource.org/licenses/MIT 。本页不访问网络。",
    aliases: "又称",
    code: "区划代码",
    observations: "数据",
    metric: "指标",
    value: "数值",
    period: "时期",
    more: "再看 {count} 项",
    change: "变化与位次",
    from: "起点",
    to: "终点",
    confidence: "置信度",
    modality: "语气",
    rule: "规则",
    evidence: "依据",
    sentences: "{count} 句",
    place: "第 {start}–{end} 字",
    unsourced: "没有原文：此关系由推断得出。",
    noRelations: "没有关系。",
    degree: "{count} 条关系",
    untitled: "（无标题）",
    inverse: "{relation}（反向）",
  },
  en: {
    map: "Relationship map",
    counts: "{nodes|entity|entities} · {edges|relation|relations} · {documents|document|documents}",
    shown: "{nodes|entity|entities} and {edges|relation|relations} shown",
    search: "Search names, aliases or pinyin initials",
    none: "Nothing found",
    language: "中文",
    languageHint: "切换到中文",
    types: "Entity types: click to show or hide",
    relations: "Relations",
    all: "Show all",
    nothing: "Hide all",
    stated: "stated",
    planned: "planned",
    target: "target",
    plannedOrTarget: "planned or target",
    inferred: "inferred, stated by no document",
    inferredShort: "inferred",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    fit: "Show the whole map",
    canvas: "Relationship map. Arrow keys pan, plus and minus zoom, 0 shows all; choose an entity in the search box",
    close: "Close",
    overview: "Overview",
    hint: "Click an entity for all its relations and their sentences, a line for the sentences behind it. Press / to search, Esc for the whole map.",
    hubs: "Most connected",
    documents: "Documents",
    about: "About",
    license: "Drawn with vis-network 9.1.2 (© 2011-2017 Almende B.V., © 2017-2019 visjs contributors), used under the MIT License, see https://opensource.org/licenses/MIT . This page uses no network.",
    aliases: "Also called",
    code: "Division code",
    observations: "Figures",
    metric: "Measure",
    value: "Value",
    period: "Period",
    more: "{count} more",
    change: "Change, rank",
    from: "From",
    to: "To",
    confidence: "confidence",
    modality: "modality",
    rule: "rule",
    evidence: "Evidence",
    sentences: "{count|sentence|sentences}",
    place: "characters {start}–{end}",
    unsourced: "No sentence: this relation was inferred.",
    noRelations: "No relations.",
    degree: "{count|relation|relations}",
    untitled: "(untitled)",
    inverse: "{relation} (reversed)",
  },
};

let language = /^zh/i.test(navigator.language || "") ? "zh" : "en";

export const currentLanguage = () => language;

export function switchLanguage() {
  language = language === "zh" ? "en" : "zh";
}

/** The words for `key` in the reader's language: `{name}` becomes that value, `{name|one|many}` also says of what. */
export function say(key, values = {}) {
  return WORDS[language][key].replace(/\{(\w+)(?:\|(\w+)\|(\w+))?\}/g, (_, name, one, many) => (
    one ? `${number(values[name])} ${values[name] === 1 ? one : many}` : number(values[name])));
}

export function number(value) {
  return typeof value === "number" ? value.toLocaleString("en") : value;
}
