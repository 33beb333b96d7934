"""The registers of parties: regions, offices, enterprises, people, employments, memberships."""
