"""`python -m app`: every command of the platform."""

from app.cli import main

if __name__ == "__main__":
    main()
