"""The pair classifier: what it learns from, how it runs (onnxruntime), how it is trained."""
