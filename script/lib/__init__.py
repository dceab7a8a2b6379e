"""What the scripts share. Standard library only: these modules run before any package is installed."""
