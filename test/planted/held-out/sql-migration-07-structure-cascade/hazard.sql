SET statement_timeout = 0;
SET client_encoding = 'UTF8';

CREATE TABLE public.invoices (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    number character varying NOT NULL,
    total_cents integer NOT NULL,
    issued_on date NOT NULL
);

CREATE TABLE public.users (
    id bigint NOT NULL,
    email character varying NOT NULL,
    deleted_at timestamp(6) without time zone,
    created_at timestamp(6) without time zone NOT NULL
);

ALTER TABLE ONLY public.invoices
    ADD CONSTRAINT invoices_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);

CREATE UNIQUE INDEX index_invoices_on_number ON public.invoices USING btree (number);

ALTER TABLE ONLY public.invoices
    ADD CONSTRAINT fk_rails_3d1522a0d8 FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

SET search_path TO "$user", public;

INSERT INTO "schema_migrations" (version) VALUES
('20240610120000'),
('20240411083000'),
('20240403101500');
