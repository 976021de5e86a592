"""Hypothesis strategies that several test files share: text as documents hold it, and text as no document should."""

from __future__ import annotations

from hypothesis import strategies as st

HAN = "的一是在不了有和人这中大为上个国我以要他时来用们钱塘区数字化改革平台建设发展浙江省杭州市乾于"
TRADITIONAL = "區數實監務產業這個們國時來會學體發開關聯場構計劃網"
PUNCTUATION = ',，.。、;；:：!！?？()（）“”‘’"「」『』《》【】—…·~～+-%％'
SPACES = " \n\r\t\u3000\u00a0\u200b\ufeff\u00ad\u2028"
LATIN = "abcxyzABC0123456789１２ａｂＡ①㎡"
SURPRISING = "qūshùxìjiē^@備咝聟\ufffd\U00020bb7\u2f00\uf900\u0301"

any_text = st.text(st.characters(), max_size=200)
"""Any string at all, lone surrogates too."""

document_text = st.text(st.sampled_from(HAN + TRADITIONAL + PUNCTUATION + SPACES + LATIN + SURPRISING), max_size=200)
"""Text made of what the cleaning steps look for, in any order."""

plain_paragraph = st.text(st.sampled_from(HAN + ",。、:;%()"), min_size=1, max_size=60).map(lambda text: text + "。")
"""A paragraph that cleaning has nothing to do with."""

plain_document = st.lists(plain_paragraph, min_size=1, max_size=8).map("\n".join)
"""Paragraphs that cleaning has nothing to do with, one a line."""
