"""What the product costs: each benchmark states a ratio to a floor taken in the same run."""
