"""How the reranker that ships was made; never imported by the product."""
