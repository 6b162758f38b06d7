// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ideogram/hosts.h"

namespace batchroom {

QUrl ideogramApiBase()
{
    return QUrl(QStringLiteral("https://api.ideogram.ai"));
}

UrlRules imageUrlRules(const QUrl& apiBase)
{
    UrlRules rules;
    rules.hosts = {QStringLiteral("ideogram.ai"), QStringLiteral("*.ideogram.ai"),
        QStringLiteral("d2gu96o5zk2m7w.cloudfront.net")};
    rules.trustedHost = apiBase.host(QUrl::FullyEncoded);
    rules.scope = AddressScope::PublicOnly;
    return rules;
}

} // namespace batchroom
