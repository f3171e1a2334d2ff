"""Small models of governance by consent, written from the design alone: nothing here that is no test knows nstgov."""
