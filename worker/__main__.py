"""``python -m worker`` is ``baoku``."""

from worker.cli import main

if __name__ == "__main__":
    main()
