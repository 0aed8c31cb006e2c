create table half (id text primary key);
select 1 / 0;
