"""Finding any item of a plan by Chinese, English or pinyin."""
