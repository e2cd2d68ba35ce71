"""Array types that several packages share."""

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
"""One row a text, each of length 1."""

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]
