"""What is entered about emulation movements, one verb a file."""
