"""python -m quickbooks_simulator online|desktop"""

from .cli import main

if __name__ == "__main__":
    raise SystemExit(main())
