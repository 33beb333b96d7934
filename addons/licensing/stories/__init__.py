"""Cases for a demo, told as stories: who did what, so many working days ago; they come about by the services alone."""
