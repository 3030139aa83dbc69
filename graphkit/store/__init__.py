"""One contract for the stores, and the function that opens one by its address."""
