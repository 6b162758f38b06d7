// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/url_rules.h"

#include <QCoreApplication>

#include <array>

namespace batchroom {

namespace {

QString hostOf(const QUrl& url)
{
    return url.host(QUrl::FullyEncoded).toLower();
}

bool matchesPattern(const QString& host, const QString& pattern)
{
    if (pattern.startsWith(QLatin1StringView("*.")))
        return host.size() > pattern.size() - 1 && host.endsWith(QStringView(pattern).mid(1));
    return host == pattern;
}

bool isAllowedHost(const QString& host, const QStringList& patterns)
{
    if (patterns.isEmpty())
        return true;
    for (const QString& pattern : patterns) {
        if (matchesPattern(host, pattern))
            return true;
    }
    return false;
}

bool isPrivateName(const QString& host)
{
    static const QStringList suffixes{QStringLiteral("localhost"), QStringLiteral("local"), QStringLiteral("internal"),
        QStringLiteral("localdomain"), QStringLiteral("home.arpa")};
    for (const QString& suffix : suffixes) {
        if (host == suffix || host.endsWith(QLatin1Char('.') + suffix))
            return true;
    }
    return !host.contains(QLatin1Char('.'));
}

struct Range4 {
    quint32 network;
    int prefix;
};

bool isPublicV4(quint32 address)
{
    // IANA special-purpose registry, everything that is not globally reachable.
    static constexpr std::array<Range4, 14> reserved{{
        {0x00000000, 8},
        {0x0A000000, 8},
        {0x64400000, 10},
        {0x7F000000, 8},
        {0xA9FE0000, 16},
        {0xAC100000, 12},
        {0xC0000000, 24},
        {0xC0000200, 24},
        {0xC0A80000, 16},
        {0xC6120000, 15},
        {0xC6336400, 24},
        {0xCB007100, 24},
        {0xE0000000, 4},
        {0xF0000000, 4},
    }};
    for (const Range4& range : reserved) {
        const quint32 mask = ~quint32(0) << (32 - range.prefix);
        if ((address & mask) == range.network)
            return false;
    }
    return true;
}

quint32 v4At(const Q_IPV6ADDR& bytes, int offset)
{
    quint32 value = 0;
    for (int i = 0; i < 4; ++i)
        value = (value << 8) | bytes[offset + i];
    return value;
}

bool startsWithBytes(const Q_IPV6ADDR& bytes, std::initializer_list<quint8> prefix)
{
    int index = 0;
    for (const quint8 expected : prefix) {
        if (bytes[index++] != expected)
            return false;
    }
    return true;
}

bool isPublicV6(const Q_IPV6ADDR& bytes)
{
    if (startsWithBytes(bytes, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF}))
        return isPublicV4(v4At(bytes, 12)); // IPv4-mapped
    if (startsWithBytes(bytes, {0, 0x64, 0xFF, 0x9B}))
        return isPublicV4(v4At(bytes, 12)); // NAT64
    if (startsWithBytes(bytes, {0x20, 0x02}))
        return isPublicV4(v4At(bytes, 2)); // 6to4
    if (startsWithBytes(bytes, {0x20, 0x01, 0, 0}) || startsWithBytes(bytes, {0x20, 0x01, 0x0D, 0xB8}))
        return false;                 // Teredo, documentation
    return (bytes[0] & 0xE0) == 0x20; // global unicast is 2000::/3 and nothing else
}

Result<void> forbidden(const QString& sentence, const QUrl& url)
{
    return Error{ErrorCode::BadInput, sentence, displayUrl(url)};
}

Result<void> checkScheme(const QUrl& url)
{
    if (url.scheme() == QLatin1StringView("https"))
        return {};
    if (url.scheme() == QLatin1StringView("http") && isLoopbackHost(url))
        return {};
    return forbidden(QCoreApplication::translate("UrlRules",
                         "%1 is not a secure address. Only https is used outside this computer. Check the address.")
                         .arg(displayUrl(url)),
        url);
}

Result<void> checkScope(const QUrl& url)
{
    const QString host = hostOf(url);
    QHostAddress address;
    const bool isPublic = address.setAddress(host) ? isPublicAddress(address) : !isPrivateName(host);
    if (isPublic)
        return {};
    return forbidden(
        QCoreApplication::translate("UrlRules", "%1 belongs to a private network and was not contacted.").arg(host),
        url);
}

} // namespace

bool isPublicAddress(const QHostAddress& address)
{
    if (address.protocol() == QAbstractSocket::IPv4Protocol)
        return isPublicV4(address.toIPv4Address());
    return address.protocol() == QAbstractSocket::IPv6Protocol && isPublicV6(address.toIPv6Address());
}

bool isLoopbackHost(const QUrl& url)
{
    const QString host = hostOf(url);
    if (host == QLatin1StringView("localhost"))
        return true;
    QHostAddress address;
    return address.setAddress(host) && address.isLoopback();
}

bool isTrustedHost(const QUrl& url, const UrlRules& rules)
{
    return !rules.trustedHost.isEmpty() && hostOf(url) == rules.trustedHost.toLower();
}

Result<void> checkUrl(const QUrl& url, const UrlRules& rules)
{
    if (!url.isValid() || url.host().isEmpty())
        return forbidden(
            QCoreApplication::translate("UrlRules", "“%1” is not a web address.").arg(displayUrl(url)), url);
    if (!url.userInfo().isEmpty())
        return forbidden(
            QCoreApplication::translate("UrlRules",
                "The address of %1 carries a user name or password and was not contacted. Remove it from the address.")
                .arg(hostOf(url)),
            url);
    if (const Result<void> scheme = checkScheme(url); !scheme)
        return scheme;
    if (isTrustedHost(url, rules))
        return {};
    if (!isAllowedHost(hostOf(url), rules.hosts))
        return forbidden(
            QCoreApplication::translate("UrlRules", "%1 is not one of the expected hosts and was not contacted.")
                .arg(hostOf(url)),
            url);
    return rules.scope == AddressScope::PublicOnly ? checkScope(url) : Result<void>();
}

QString displayUrl(const QUrl& url)
{
    return url.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment).left(200);
}

} // namespace batchroom
