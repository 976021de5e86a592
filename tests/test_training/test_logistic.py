from __future__ import annotations

import numpy as np
from logistic import minimum, rounded, tabulate


def test_reasons_that_go_with_what_is_right_get_weight() -> None:
    cases = [
        [("*", "good")],
        [("*", "good"), ("*", "both")],
        [("*", "bad"), ("*", "both")],
        [("*", "bad"), ("*", "rare")],
    ]
    keys, table = tabulate(cases, rarest=2)
    assert keys == [("*", "bad"), ("*", "both"), ("*", "good")]
    sign = np.array([1.0, 1.0, -1.0, -1.0])
    found = rounded(keys, minimum(table, sign, penalty=np.ones(3), counted=np.ones(4)), smallest=0.1)
    assert found["*", "good"] == -found["*", "bad"] > 0
    assert ("*", "both") not in found
