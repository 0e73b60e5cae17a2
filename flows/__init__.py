"""What must happen because something became true: Prefect's part."""
