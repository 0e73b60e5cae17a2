"""What comes in and goes out as JSON: checked here, and nowhere else."""
