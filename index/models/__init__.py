"""What runs a network: encoders, the reranker, their export to ONNX."""
