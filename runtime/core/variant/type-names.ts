/** The types of Godot 4's Variant, in the engine's order: the place of a name is its number in the binary form. */
export const TYPE_NAMES: readonly string[] = (
  "Nil bool int float String Vector2 Vector2i Rect2 Rect2i Vector3 Vector3i Transform2D Vector4 Vector4i " +
  "Plane Quaternion AABB Basis Transform3D Projection Color StringName NodePath RID " +
  "Object Callable Signal Dictionary Array " +
  "PackedByteArray PackedInt32Array PackedInt64Array PackedFloat32Array PackedFloat64Array PackedStringArray " +
  "PackedVector2Array PackedVector3Array PackedColorArray PackedVector4Array"
).split(" ");
