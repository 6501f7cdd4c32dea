-- What an anonymous cart is counted by: it was made by somebody who may be anybody, such as a web page, for no user that is
-- known. The number stands for where it was made. Null for all other carts, and for those of a server of the version before.
alter table "${schema}".carts add column origin integer;
