// SPDX-License-Identifier: GPL-3.0-or-later
// Says which chosen sizes cut off too much, and leads to the pictures. Hidden when there is nothing to say.
#pragma once

#include "app/core/preset.h"
#include "ui/kit/layout.h"

namespace batchroom {

class Button;
class DeliverPictures;
class TextLabel;

class CropNotice : public Surface {
    Q_OBJECT
public:
    explicit CropNotice(QWidget* parent = nullptr);
    void show(const DeliverPictures& pictures, const QList<Preset>& chosen);
    // Of the chosen ones, those that cut off too much of one picture or more.
    const QList<Preset>& harshPresets() const { return m_harsh; }

Q_SIGNALS:
    void lookRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QList<Preset> m_harsh;
    TextLabel* m_what;
    TextLabel* m_advice;
    Button* m_look;
};

} // namespace batchroom
