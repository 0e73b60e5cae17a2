"""The web: pages for people, JSON for scripts."""
