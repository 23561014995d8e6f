"""Addresses and positions: who is asked, how, and what is made of the answers."""
