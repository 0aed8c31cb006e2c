create table kept (id text primary key);
