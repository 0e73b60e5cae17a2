"""What people are told, in their language, and how it reaches them."""
