"""What benchmarks/forecasting.py is made of."""
