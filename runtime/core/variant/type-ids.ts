/**
 * Godot 4's `Variant.Type`: imported as `TypeId`. Constants of their own instead of members of an object, so that bundlers
 * put the numbers in their places.
 */
export const NIL = 0;
export const BOOL = 1;
export const INT = 2;
export const FLOAT = 3;
export const STRING = 4;
export const VECTOR2 = 5;
export const VECTOR2I = 6;
export const RECT2 = 7;
export const RECT2I = 8;
export const VECTOR3 = 9;
export const VECTOR3I = 10;
export const TRANSFORM2D = 11;
export const VECTOR4 = 12;
export const VECTOR4I = 13;
export const PLANE = 14;
export const QUATERNION = 15;
export const AABB = 16;
export const BASIS = 17;
export const TRANSFORM3D = 18;
export const PROJECTION = 19;
export const COLOR = 20;
export const STRING_NAME = 21;
export const NODE_PATH = 22;
export const RID = 23;
export const OBJECT = 24;
export const CALLABLE = 25;
export const SIGNAL = 26;
export const DICTIONARY = 27;
export const ARRAY = 28;
export const PACKED_BYTE_ARRAY = 29;
export const PACKED_INT32_ARRAY = 30;
export const PACKED_INT64_ARRAY = 31;
export const PACKED_FLOAT32_ARRAY = 32;
export const PACKED_FLOAT64_ARRAY = 33;
export const PACKED_STRING_ARRAY = 34;
export const PACKED_VECTOR2_ARRAY = 35;
export const PACKED_VECTOR3_ARRAY = 36;
export const PACKED_COLOR_ARRAY = 37;
export const PACKED_VECTOR4_ARRAY = 38;
