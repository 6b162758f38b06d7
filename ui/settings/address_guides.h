// SPDX-License-Identifier: GPL-3.0-or-later
// How to get a public https address that leads to this computer's listener. Pure.
#pragma once

#include <QList>
#include <QString>

namespace batchroom {

struct AddressGuide {
    QString name;
    QString words; // what it is good for, and what is still to be done by hand
    QString lines; // to be copied into a terminal or a file
};

QList<AddressGuide> addressGuides(int port);

} // namespace batchroom
