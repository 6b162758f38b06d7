// SPDX-License-Identifier: GPL-3.0-or-later
// "Save a diagnostics file...": asks for a place and says what came of it. GUI thread; blocks nothing.
#pragma once

#include <QString>

class QWidget;

namespace batchroom {

class KeyStore;
class PreferencesStore;

void askForDiagnostics(
    QWidget& window, const PreferencesStore& preferences, KeyStore& keys, const QString& libraryFolder);

} // namespace batchroom
