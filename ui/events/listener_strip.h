// SPDX-License-Identifier: GPL-3.0-or-later
// Whether webhooks are taken in, where, and a test of it. GUI thread.
#pragma once

#include "app/core/result.h"

#include <QWidget>

namespace batchroom {

class Button;
class IconButton;
class IconLabel;
class TextLabel;

class ListenerStrip : public QWidget {
    Q_OBJECT
public:
    explicit ListenerStrip(QWidget* parent = nullptr);

    void showOff();
    void showListening(quint16 port, bool hasSecret);
    void showFailure(const Error& error);
    void showTest(const Result<void>& test);

Q_SIGNALS:
    void settingsRequested();
    void testRequested();

private:
    void show(const QString& state, const QString& note, bool isListening);

    IconLabel* m_icon;
    TextLabel* m_state;
    TextLabel* m_note;
    IconButton* m_copy;
    Button* m_test;
    Button* m_settings;
    QString m_address;
};

} // namespace batchroom
