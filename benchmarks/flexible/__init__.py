"""What benchmarks/flexibility.py is made of."""
