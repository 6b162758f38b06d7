// SPDX-License-Identifier: GPL-3.0-or-later
// Where the pictures of one sender's events may be fetched from: nowhere, until a person names a host. Pure; any
// thread.
#pragma once

#include "app/net/url_rules.h"
#include "app/webhooks/event_fact.h"

namespace batchroom {

struct ImportPolicy {
    QStringList hosts{};      // exact names, lower case
    bool isAutomatic = false; // completed ones are imported without a press
    friend bool operator==(const ImportPolicy&, const ImportPolicy&) = default;
};

// "https://Images.Example.com/a" and "images.example.com" are the host images.example.com. BadInput when it is none, or
// one inside a private network; this computer itself may be named.
Result<QString> pictureHost(const QString& text);

// Where this picture is, when it may be fetched; BadInput with a sentence otherwise. Files are never read.
Result<QUrl> pictureAddress(const QString& address, const ImportPolicy& policy);
// For the download of that one: nowhere else, whatever it redirects to.
UrlRules pictureRules(const QUrl& address);

// What the person is asked before these pictures can be imported.
struct ImportOffer {
    int pictures = 0;       // that can be fetched once the hosts are allowed
    QStringList newHosts{}; // to be allowed first, each once
    QString obstacle{};     // why there is none to import; empty otherwise
};
ImportOffer importOffer(const EventFact& fact, const ImportPolicy& policy);

} // namespace batchroom
