"""What the screens read: frozen dataclasses, a fixed number of queries each."""
