// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/webhooks/import_policy.h"

#include <QCoreApplication>

namespace batchroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ImportPolicy", text);
}

QString hostOf(const QUrl& url)
{
    return url.host(QUrl::FullyEncoded).toLower();
}

// An address of the web, whatever its host.
Result<QUrl> webAddress(const QString& address)
{
    const QUrl url(address, QUrl::StrictMode);
    const bool isWeb =
        url.isValid() && (url.scheme() == QLatin1StringView("https") || url.scheme() == QLatin1StringView("http"));
    if (isWeb && !url.host().isEmpty())
        return url;
    return Error{ErrorCode::BadInput,
        tr("“%1” is no web address. Files of other computers are never read; the sender must name an https address.")
            .arg(address.left(120)),
        {}};
}

} // namespace

UrlRules pictureRules(const QUrl& address)
{
    UrlRules rules;
    rules.scope = AddressScope::PublicOnly;
    rules.hosts = {hostOf(address)};
    if (isLoopbackHost(address))
        rules.trustedHost = hostOf(address);
    return rules;
}

Result<QString> pictureHost(const QString& text)
{
    QString name = text.trimmed();
    if (name.contains(QLatin1StringView("://")))
        name = QUrl(name).host(QUrl::FullyEncoded);
    QUrl url;
    url.setScheme(QStringLiteral("https"));
    url.setHost(name, QUrl::StrictMode);
    if (hostOf(url).isEmpty() || name.contains(QLatin1Char('*')))
        return Error{ErrorCode::BadInput,
            tr("“%1” is no name of a host. Write it as in images.example.com; each host is named by itself.")
                .arg(text.trimmed().left(120)),
            {}};
    if (const Result<void> allowed = checkUrl(url, pictureRules(url)); !allowed)
        return allowed.error();
    return hostOf(url);
}

Result<QUrl> pictureAddress(const QString& address, const ImportPolicy& policy)
{
    const Result<QUrl> url = webAddress(address);
    if (!url)
        return url.error();
    if (const Result<void> allowed = checkUrl(*url, pictureRules(*url)); !allowed)
        return allowed.error();
    if (policy.hosts.contains(hostOf(*url)))
        return url;
    return Error{ErrorCode::BadInput,
        tr("Pictures from %1 are not allowed for this sender yet. Nothing was fetched.").arg(hostOf(*url)), {}};
}

ImportOffer importOffer(const EventFact& fact, const ImportPolicy& policy)
{
    ImportOffer offer;
    if (fact.pictures.isEmpty())
        offer.obstacle = tr("The event names no pictures.");
    if (fact.pictures.size() > mostToldPictures) {
        offer.obstacle = tr("The event names more than %1 pictures; that is no worker's doing.").arg(mostToldPictures);
        return offer;
    }
    for (const ToldPicture& picture : fact.pictures) {
        const Result<QUrl> url = webAddress(picture.address);
        const Result<void> allowed = url ? checkUrl(*url, pictureRules(*url)) : Result<void>(url.error());
        if (!allowed) {
            offer.obstacle = allowed.error().what;
            continue;
        }
        ++offer.pictures;
        if (!policy.hosts.contains(hostOf(*url)) && !offer.newHosts.contains(hostOf(*url)))
            offer.newHosts.append(hostOf(*url));
    }
    if (offer.pictures > 0)
        offer.obstacle.clear();
    return offer;
}

} // namespace batchroom
