"""Every SELECT and every guarded UPDATE."""
