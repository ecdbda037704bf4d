"""One command a file, thin: parse, call the application, render, exit code."""
