-- Apart from the rows, whose locks would be held until the index is built.
create unique index carts_token on "${schema}".carts (token);
