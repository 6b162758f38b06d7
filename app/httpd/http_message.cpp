// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/httpd/http_message.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace batchroom {

namespace {

bool sameName(const QByteArray& a, QByteArrayView b)
{
    return a.size() == b.size() && qstrnicmp(a.constData(), b.data(), static_cast<size_t>(b.size())) == 0;
}

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 100: return "Continue";
    case 200: return "OK";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 307: return "Temporary Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 402: return "Payment Required";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 410: return "Gone";
    case 413: return "Payload Too Large";
    case 415: return "Unsupported Media Type";
    case 422: return "Unprocessable Entity";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    default: return "Status";
    }
}

void appendHeader(QByteArray& head, QByteArray name, QByteArray value)
{
    const auto lineBreak = [](char c) { return c == '\r' || c == '\n' || c == '\0'; };
    name.removeIf(lineBreak);
    value.removeIf(lineBreak);
    head += name + ": " + value + "\r\n";
}

bool mayHaveBody(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

} // namespace

QByteArray HttpRequest::header(QByteArrayView name) const
{
    const auto found = std::find_if(
        headers.cbegin(), headers.cend(), [name](const HttpHeader& header) { return sameName(header.name, name); });
    return found == headers.cend() ? QByteArray() : found->value;
}

int HttpRequest::headerCount(QByteArrayView name) const
{
    return static_cast<int>(std::count_if(
        headers.cbegin(), headers.cend(), [name](const HttpHeader& header) { return sameName(header.name, name); }));
}

HttpResponse HttpResponse::json(int status, const QByteArray& body)
{
    HttpResponse response;
    response.status = status;
    response.contentType = "application/json";
    response.body = body;
    return response;
}

HttpResponse HttpResponse::text(int status, const QByteArray& body)
{
    HttpResponse response;
    response.status = status;
    response.contentType = "text/plain; charset=utf-8";
    response.body = body;
    return response;
}

QByteArray responseHead(const HttpResponse& response, KeepAlive keepAlive)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(response.status) + ' ' + reasonPhrase(response.status) + "\r\n";
    appendHeader(head, "Date",
        QLocale::c()
            .toString(QDateTime::currentDateTimeUtc(), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"))
            .toLatin1());
    if (!response.contentType.isEmpty())
        appendHeader(head, "Content-Type", response.contentType);
    for (const HttpHeader& header : response.headers)
        appendHeader(head, header.name, header.value);
    if (mayHaveBody(response.status))
        appendHeader(head, "Content-Length", QByteArray::number(response.body.size()));
    appendHeader(head, "Connection", keepAlive == KeepAlive::Yes ? "keep-alive" : "close");
    return head + "\r\n";
}

} // namespace batchroom
