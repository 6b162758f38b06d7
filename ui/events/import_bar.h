// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done about the pictures that an event names, beside its body: allow where they are and bring them in, try
// again, show them. GUI thread.
#pragma once

#include "app/webhooks/import_state.h"

#include <QWidget>

namespace batchroom {

class Button;
class IconLabel;
class TextLabel;

class ImportBar : public QWidget {
    Q_OBJECT
public:
    explicit ImportBar(QWidget* parent = nullptr);
    // Hidden when the event has nothing to do with pictures.
    void show(const ImportState& state);
    void clear();
    InboxId event() const { return m_state.event.id; }

Q_SIGNALS:
    void importRequested(batchroom::InboxId event, const QStringList& newHosts);
    void showAssetRequested(batchroom::AssetId asset);

private:
    void showWords();
    void showButton();

    IconLabel* m_icon;
    TextLabel* m_words;
    Button* m_show;
    Button* m_import;
    ImportState m_state;
};

// Pure; for tests as well. "Allow images.example.com and import"
QString importButtonText(const ImportState& state);

} // namespace batchroom
