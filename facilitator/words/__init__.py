"""Words that leave the server as data: for the pages' JavaScript, and for refusals."""
