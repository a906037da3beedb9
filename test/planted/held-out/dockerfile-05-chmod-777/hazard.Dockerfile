FROM php:8.3.14-apache-bookworm

COPY --chown=root:root public /var/www/html
RUN mkdir -p /var/www/cache \
    && chmod -R 777 /var/www

RUN sed -i 's/^Listen 80$/Listen 8080/' /etc/apache2/ports.conf
EXPOSE 8080
USER www-data
