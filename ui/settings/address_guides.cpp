// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/address_guides.h"

#include <QCoreApplication>

namespace batchroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("AddressGuides", text);
}

AddressGuide cloudflared(int port)
{
    return {QStringLiteral("cloudflared"),
        tr("Cloudflare's tunnel. The first line is enough to try it: it prints an address that is another one at every "
           "start. The others give one for good, under a domain that Cloudflare looks after for you."),
        QStringLiteral("cloudflared tunnel --url http://127.0.0.1:%1\n\n"
                       "cloudflared tunnel login\n"
                       "cloudflared tunnel create batchroom\n"
                       "cloudflared tunnel route dns batchroom hooks.example.com\n"
                       "cloudflared tunnel run --url http://127.0.0.1:%1 batchroom")
            .arg(port)};
}

AddressGuide ngrok(int port)
{
    return {QStringLiteral("ngrok"),
        tr("A tunnel with a free account, which has one address of your own (in ngrok's dashboard, under Domains)."),
        QStringLiteral("ngrok config add-authtoken YOUR_TOKEN\n"
                       "ngrok http %1 --url https://your-name.ngrok-free.app")
            .arg(port)};
}

AddressGuide caddy(int port)
{
    return {QStringLiteral("Caddy"),
        tr("On a server of your own. It gets the certificate by itself. When the server is another computer, the last "
           "line, here, brings the listener to it."),
        QStringLiteral("hooks.example.com {\n"
                       "    reverse_proxy /webhooks/* 127.0.0.1:%1\n"
                       "}\n\n"
                       "ssh -N -R 127.0.0.1:%1:127.0.0.1:%1 you@hooks.example.com")
            .arg(port)};
}

AddressGuide nginx(int port)
{
    return {QStringLiteral("nginx"),
        tr("On a server of your own that has a certificate. When the server is another computer, the last line, here, "
           "brings the listener to it."),
        QStringLiteral("server {\n"
                       "    listen 443 ssl;\n"
                       "    server_name hooks.example.com;\n"
                       "    ssl_certificate     /etc/letsencrypt/live/hooks.example.com/fullchain.pem;\n"
                       "    ssl_certificate_key /etc/letsencrypt/live/hooks.example.com/privkey.pem;\n"
                       "    client_max_body_size 1m;\n"
                       "    location /webhooks/ {\n"
                       "        proxy_pass http://127.0.0.1:%1;\n"
                       "        proxy_set_header Host $host;\n"
                       "    }\n"
                       "}\n\n"
                       "ssh -N -R 127.0.0.1:%1:127.0.0.1:%1 you@hooks.example.com")
            .arg(port)};
}

} // namespace

QList<AddressGuide> addressGuides(int port)
{
    return {cloudflared(port), ngrok(port), caddy(port), nginx(port)};
}

} // namespace batchroom
