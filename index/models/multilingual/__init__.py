"""multilingual-e5-small: sentences and questions of many languages -> vectors that can be compared with each other."""
