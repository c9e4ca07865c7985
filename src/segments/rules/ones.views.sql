create function facts.ones(number bigint) returns bigint language sql immutable parallel safe
return bit_count(number::bit(64));

comment on function facts.ones is 'How many binary digits of a number are 1; the columnar copy has the same under this name.';
